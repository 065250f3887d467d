"""The machinery of a build, which knows no capability: cache, workers, rendering, output.

- `cache`: content-addressed store of what was computed from one file;
- `inputs`: what is in thousands of files, without reading those that nobody touched;
- `workers`: the same pure function over many inputs, on all cores;
- `render`: bytes = template(view);
- `output`: a staging tree that takes the place of the old output at once;
- `console`: progress on a terminal, quiet in a log.
"""
