for component in rustfmt clippy; do
  run cargo "${component/rustfmt/fmt}" --version || run rustup component add "$component"
done
