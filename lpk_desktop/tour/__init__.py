"""The whole main job, headless, on the sample files: what a newcomer and CI see first."""
