# The configurations in the real editors. What they need is kept in the target folder; the first time, getting VS Code
# takes some minutes.
export SAYWELL=$CARGO_TARGET_DIR/release/saywell
missing=()
bad=()
for editor in neovim emacs vim vscode obsidian; do
  status=0
  run editors/test.sh "$editor" || status=$?
  case $status in
    0) count 1 0 ;;
    77) missing+=("$editor") ;;
    *) count 0 1; bad+=("$editor") ;;
  esac
done
[ ${#bad[@]} -eq 0 ] || fail "saywell does not work in ${bad[*]}"
[ ${#missing[@]} -eq 0 ] || not_run "${missing[*]}: could not be had here"
