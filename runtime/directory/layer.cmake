# Directories are made now and then and read all the time: what makes them is small before fast.
polc_small(closing draft expected lines load memberships names packer rows)
