# What is in memory when an interpreter begins: modules that most programs and workers import. Of JavaScript they may
# hold on to globals only, which are looked up again by name in the realm where the interpreter begins.
import asyncio
import collections.abc
import contextlib
import copy
import dataclasses
import datetime
import enum
import functools
import http.client
import importlib.metadata
import importlib.util
import inspect
import io
import itertools
import json
import logging
import math
import pathlib
import random
import re
import string
import time
import traceback
import types
import typing
import urllib.parse
import warnings
import weakref

import pyodide.code
import pyodide.ffi
import pyodide.http
import pyodide.webloop

# __main__ begins empty.
for name in [name for name in globals() if not name.startswith("__")]:
    del globals()[name]
del name
