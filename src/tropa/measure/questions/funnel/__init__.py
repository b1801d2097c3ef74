"""Funnels: who gets through ordered steps."""
