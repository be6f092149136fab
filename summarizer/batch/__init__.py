"""Many units at once: a draft for each of them, and the federation's own facts summed up from theirs."""
