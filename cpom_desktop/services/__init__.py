"""What the dossier can do: operations, queries, ports. No SQL, no Qt."""
