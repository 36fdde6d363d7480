"""Getting publishers' files: looking, checking, and taking, holding or refusing what came."""
