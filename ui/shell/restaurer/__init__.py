"""« Restaurer une copie… »: choose a backup, see what it holds, open it or put it back."""
