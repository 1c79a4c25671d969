"""Reading tasks: the rows of `data/tasks/`, proved against the annexes and texts they were read from."""
