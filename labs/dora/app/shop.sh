# Tells what something costs: sh shop.sh tea
cat "prices/$1"
