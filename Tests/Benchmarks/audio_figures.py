#!/usr/bin/env python3
"""Loudness, true peak and speed of `lilt render`."""
