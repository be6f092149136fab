#!/bin/sh
# 在装了 systemd 服务的服务器上运行 summarizer 的命令：用服务的账户、设置和数据，不会误用 root 的。
#   install deploy/run_as_service.sh /usr/local/bin/summarizer
#   summarizer backup backups/20250108.backup     相对的文件名从 /var/lib/summarizer 算起
exec systemd-run --quiet --pipe --wait --collect \
    --uid=summarizer --gid=summarizer --working-directory=/var/lib/summarizer \
    --property=EnvironmentFile=-/etc/summarizer.env --property=UMask=0077 \
    --setenv=SUMMARIZER_HOME=/var/lib/summarizer \
    /opt/summarizer/venv/bin/summarizer "$@"
