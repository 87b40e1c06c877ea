# Tools for the cases. POSIX shell.

# repeat N WORDS: the words, N times, without line ends.
repeat() { yes "$2" | head -n "$1" | tr -d '\n'; }

# utf16 WORDS: UTF-16, little endian, without a mark.
utf16() { printf %s "$1" | sed 's/./&\n/g' | tr '\n' '\0'; }

# msg JSON: a message as editors frame it.
msg() { printf 'Content-Length: %d\r\n\r\n%s' "$(printf %s "$1" | wc -c)" "$1"; }

# lsp [OPTIONS]: the language server; what it answers also lies in ../answers, where hello looks.
lsp() {
  saywell lsp "$@" > ../answers
  code=$?
  cat ../answers
  rm ../answers
  return $code
}

# hello PARAMS: what an editor says first, and then waits for the answer. PARAMS go before the capabilities.
hello() {
  msg '{"jsonrpc":"2.0","id":"hello","method":"initialize","params":{'"$1"'"capabilities":{}}}'
  tries=0
  until grep -qs '"id":"hello"' ../answers || [ $tries -ge 600 ]; do sleep 0.1; tries=$((tries + 1)); done
  msg '{"jsonrpc":"2.0","method":"initialized","params":{}}'
}

# goodbye: what an editor says last.
goodbye() {
  msg '{"jsonrpc":"2.0","id":"goodbye","method":"shutdown"}'
  msg '{"jsonrpc":"2.0","method":"exit"}'
}

# opens FILE LANGUAGE: what an editor says that opens a file in this folder, asks what is found in it, and goes.
opens() {
  hello '"rootUri":"file://'"$PWD"'","initializationOptions":{"diagnostics":"pull"'"$3"'},'
  msg '{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"file://'"$PWD/$1"'","languageId":"'"$2"'","version":1,"text":"A prostitute.\n"}}}'
  msg '{"jsonrpc":"2.0","id":2,"method":"textDocument/diagnostic","params":{"textDocument":{"uri":"file://'"$PWD/$1"'"}}}'
  goodbye
}

# desk: a configuration with one small pack, in which “committed suicide” has a safe fix.
desk() { cp ../../bin/house.toml . && echo 'packs = ["./house.toml"]' > saywell.toml; }

# pack_with TERMS: a configuration with a pack of one rule that has these terms.
pack_with() {
  echo 'packs = ["./house.toml"]' > saywell.toml
  cat > house.toml <<TOML
[pack]
id = "house"
title = "House"
language = "en"
[sources.s]
title = "S"
status = "read"
[[rule]]
id = "one"
category = "labels"
severity = "warning"
title = "One"
message = "“{match}” is one."
why = "So."
sources = [{ id = "s", section = "1" }]
terms = [$1]
alternatives = [{ omit = true }]
examples.flag = ["aa x AAAA."]
examples.pass = ["Nothing."]
TOML
}
