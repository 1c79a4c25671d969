"""Scenes as the JSON that Plotly's script draws on screen: the only room that knows Plotly's vocabulary."""
