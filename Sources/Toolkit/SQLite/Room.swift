// This room is empty until its first commit.
