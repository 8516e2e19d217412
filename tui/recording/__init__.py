"""The built-in recording: three days of May 2018 in Syria as the feeds of that week might have carried them.

The data lies beside the code: ``recording.toml`` is a configuration like any other, ``timeline.toml`` says when the
recording begins, opens and ends, and ``feeds/`` holds one file a source. Every sentence is our own.
"""
