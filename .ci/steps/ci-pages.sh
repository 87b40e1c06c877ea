# What is for other people's CI: the pages to copy from, the action, the pre-commit hook, and our own workflows.
[ -d "$work/packages" ] || not_run 'there are no packages to try it with'
python_tools check-jsonschema pre-commit zizmor
run check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
run check-jsonschema --builtin-schema vendor.github-actions action.yml
run pre-commit validate-manifest .pre-commit-hooks.yaml
run zizmor --offline --quiet --no-progress .github/workflows action.yml
status=0
run python tests/ci/pages.py "$work/packages" | tee "$work/pages.log" || status=1
count_plain "$work/pages.log"
exit "$status"
