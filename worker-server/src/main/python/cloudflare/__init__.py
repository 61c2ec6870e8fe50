"""The platform's modules as they were named in 2024."""
