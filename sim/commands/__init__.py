"""The commands of `noaber`, one file for each kind of work; what is heavy is imported when a command runs, never before."""
