"""Keep grades on disk: journal, results, history, fingerprints."""
