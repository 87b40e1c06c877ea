echo "calm down"
