#!/usr/bin/env node
// npm links a command only if its file is there when it installs. What is built is not, in a fresh clone; this is.
import "../dist/main.js";
