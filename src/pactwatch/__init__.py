"""A sourced register of what news reports say: reports in, records with the words behind them out."""
