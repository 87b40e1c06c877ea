# A check takes no more instructions than are recorded, ten times the text takes ten times as many, and memory has its bound.
command -v valgrind >/dev/null || not_run 'valgrind is missing'
command -v python3 >/dev/null || not_run 'python3 is missing'
run benches/guard.py
