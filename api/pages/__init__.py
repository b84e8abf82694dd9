"""Pages for people: plain HTML made on the server, without scripts and without requests to other hosts."""
