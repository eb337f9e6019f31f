"""The timeline editor: crises and interventions over dates, moved, set, added and removed, as the same file the commands read."""
