" Run by editors/test.sh in the real Vim with ALE: the underline, what a hover says, a quick fix, check again.
" SAYWELL names the command, DOC a document that holds "Police arrested two prostitutes.", OUT a file for what is wrong.
set nocompatible
packadd ale
let g:ale_linters = {'markdown': ['saywell']}
let g:saywell_command = $SAYWELL
source <sfile>:p:h/saywell.vim
filetype plugin on

function! s:End(message) abort
  call writefile([empty(a:message) ? 'ok' : a:message], $OUT)
  if empty(a:message) | qall! | else | cquit! | endif
endfunction

function! s:Wait(what, condition) abort
  let l:tries = 0
  while !a:condition()
    let l:tries += 1
    if l:tries > 600 | call s:End(a:what . ' did not come') | endif
    sleep 50m
  endwhile
endfunction

execute 'edit' fnameescape($DOC)
set filetype=markdown
call ale#Queue(0)
call s:Wait('the finding', {-> !empty(getloclist(0))})
let s:found = getloclist(0)[0]
if len(getloclist(0)) != 1 || s:found.text !~# 'exploitation/prostitute'
  call s:End('found is ' . string(getloclist(0)))
endif
if strpart(getline(s:found.lnum), s:found.col - 1, s:found.end_col - s:found.col + 1) !=# 'prostitutes'
  call s:End('the underline stands elsewhere: ' . string(s:found))
endif

" The cursor into the word, as a person would put it.
call search('prostitutes')
let g:ale_hover_to_preview = 1
ALEHover
call s:Wait('the hover', {-> bufnr('ALEPreviewWindow') > 0 && !empty(filter(getbufline('ALEPreviewWindow', 1, '$'), {_, it -> it =~# 'Instead'}))})
pclose

" The question which of the actions is meant, answered with the first.
runtime autoload/ale/util.vim
function! ale#util#Input(message, value, ...) abort
  return a:message =~# '1) Write' ? '1' : ''
endfunction
ALECodeAction
call s:Wait("the fix", {-> getline(3) =~# "^. Police arrested two people [a-z ]*\\.$"})
" In batch nothing tells ALE that the text has changed.
call ale#Queue(0)
call s:Wait('a clean document', {-> empty(getloclist(0))})
call s:End('')
