"""A sourced register of what news reports say: reports in, records and their words out."""
