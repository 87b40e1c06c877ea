//! What is chosen, and where each choice came from.
