"""The frame of every page: masthead, navigation, base template, design tokens."""
