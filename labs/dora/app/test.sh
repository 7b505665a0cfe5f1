# What a build can know: each price is a whole number and a currency.
for file in prices/*; do
    if ! grep -Eqx '[1-9][0-9]* [A-Z]{3}' "$file"; then
        echo "FAIL $file is no price: $(cat "$file")"
        exit 1
    fi
done
echo "PASS all prices are prices"
