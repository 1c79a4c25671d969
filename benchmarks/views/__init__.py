"""What every view of the data shows, recorded from one tree of the program and compared with another tree.

`python -m benchmarks.views record --tree DIR --out FILE.jsonl.gz` builds the default data of the tree and records
its pages and exported files; `python -m benchmarks.views compare A B` lists the differences of two recordings.
"""
