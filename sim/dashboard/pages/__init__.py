"""The pages: each file has a component `Page(session)`, which takes everything it shows from the Session."""
