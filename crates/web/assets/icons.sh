#!/bin/sh
# Draws the icons of the apps out of loonbrug.svg, with Chromium. Run it in this folder when the drawing changes.
set -eu
draw() { # name, pixels, corners, size of the drawing in percent
    page=$(mktemp --suffix=.html)
    cat > "$page" <<HTML
<style>html { background: transparent; } body { margin: 0; width: $2px; height: $2px; background: $3; display: grid; place-items: center; }</style>
<body><img src="file://$PWD/loonbrug.svg" width="$4" height="$4"></body>
HTML
    chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --force-device-scale-factor=1 \
        --default-background-color=00000000 --window-size="$2,$2" --screenshot="$PWD/$1" "file://$page"
    rm "$page"
}
draw icon-192.png 192 transparent 192
draw icon-512.png 512 transparent 512
draw icon-maskable-512.png 512 '#0b5560' 410
draw icon-apple-180.png 180 '#0b5560' 150
