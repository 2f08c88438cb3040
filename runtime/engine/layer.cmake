# Counted once for each directory: small before fast.
polc_small(limit_counts)
