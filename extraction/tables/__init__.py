"""What names in tables of coded events mean, as data: CAMEO codes, and words that say what kind of actor a name is."""
