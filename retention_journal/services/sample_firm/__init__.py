"""What the sample firm is made of: its clients and their stories, ordinary days, goals, promises, endings."""
