" Vim with ALE: SAYWELL names the command, DOC a document with one finding. Writes what was found to OUT.
set nocompatible
packadd ale
let g:ale_linters = {'markdown': ['saywell']}
let g:saywell_command = $SAYWELL
source <sfile>:p:h/saywell.vim
filetype plugin on
execute 'edit' fnameescape($DOC)
set filetype=markdown
call ale#Queue(0)
let s:tries = 0
while s:tries < 200 && empty(getloclist(0))
  sleep 50m
  let s:tries += 1
endwhile
call writefile(map(getloclist(0), {_, it -> it.lnum . ':' . it.col . ' ' . it.text}), $OUT)
qall!
