//! Moving in what is played, its speed, redoing, versions: the words.
