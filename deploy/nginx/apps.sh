#!/bin/sh
# 告诉 nginx 据实各进程的地址。
#   sh apps.sh 127.0.0.1:8501 127.0.0.1:8502 > /etc/nginx/apps.conf    不用容器时：写一次（只写 IP，不写名字）
#   sh apps.sh --follow app 8501                                       容器里：启动 nginx，进程增减、换了地址就更新
set -eu

fail() {
    echo "apps.sh：$1" >&2
    exit 2
}

id_of() {
    printf %s "$1" | md5sum | cut -c 1-12
}

# 各进程要以自己的地址写出：同一个名字下的几个进程，hash … consistent 分不开，会轮流去。
write_apps() {
    [ $# -gt 0 ] || fail "请写出据实各进程的地址，如 127.0.0.1:8501"
    echo "upstream app {"
    echo "    hash \$route consistent;"
    for address; do
        case $address in
            *[!][0-9a-fA-F:.]*) fail "“$address”不是“IP:端口”" ;;
            *:*) echo "    server $address max_fails=2 fail_timeout=10s;" ;;
            *) fail "“$address”没有写端口" ;;
        esac
    done
    echo "    keepalive 32;"
    echo "}"
    echo "map \$app_address \$app_id {"
    echo "    default \"\";"
    for address; do echo "    \"$address\" $(id_of "$address");"; done
    echo "}"
    echo "map \$cookie_summarizer_app \$session_app {"
    echo "    default app;"
    for address; do echo "    $(id_of "$address") $address;"; done
    echo "}"
}

addresses() {
    getent ahostsv4 "$1" | awk -v port="$2" '$2 == "STREAM" { print $1 ":" port }' | sort -u
}

# 找不到任何进程时（都在重新启动）保留原来的地址。
follow() {
    file=${APPS_CONF:-/etc/nginx/apps.conf}
    known=""
    nginx=""
    trap '[ -z "$nginx" ] || kill -TERM "$nginx"; exit 0' TERM QUIT INT
    while :; do
        found=$(addresses "$1" "$2")
        if [ -n "$found" ] && [ "$found" != "$known" ]; then
            # shellcheck disable=SC2086
            write_apps $found > "$file.new"
            mv "$file.new" "$file"
            known=$found
            echo "据实的进程：" $found
            if [ -n "$nginx" ]; then
                kill -HUP "$nginx"
            else
                nginx -g "daemon off;" &
                nginx=$!
            fi
        fi
        sleep 3 &
        wait $!
        if [ -n "$nginx" ] && ! kill -0 "$nginx" 2>/dev/null; then
            fail "nginx 停了"
        fi
    done
}

if [ "${1:-}" = --follow ]; then
    [ $# -eq 3 ] || fail "用法：apps.sh --follow 名字 端口"
    follow "$2" "$3"
else
    write_apps "$@"
fi
