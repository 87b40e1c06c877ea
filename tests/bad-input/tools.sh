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

# page DICTIONARY: a PDF of two pages. The drawing instructions of the first come from standard input, packed as the
# dictionary says; the second holds a finding. It has no table of objects, so that it has to be put in order first.
page() {
  printf '%%PDF-1.7\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n'
  printf '2 0 obj <</Type/Pages/Kids[3 0 R 6 0 R]/Count 2/MediaBox[0 0 600 800]>> endobj\n'
  printf '3 0 obj <</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F 5 0 R>>/XObject<</X 9 0 R>>>>>> endobj\n'
  printf '5 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica>> endobj\n'
  printf '6 0 obj <</Type/Page/Parent 2 0 R/Contents 7 0 R/Resources<</Font<</F 5 0 R>>>>>> endobj\n'
  printf '7 0 obj <<>> stream\nBT /F 12 Tf 50 700 Td (A child prostitute.) Tj ET\nendstream endobj\n'
  printf '4 0 obj <<%s>> stream\n' "$1"
  cat
  printf '\nendstream endobj\ntrailer <</Root 1 0 R>>\n'
}
