# 在 Windows 上启动据实：第一次运行时建立环境并安装，以后直接打开。
# 有 wheelhouse 文件夹（见 docs/admin.md）时只从那里安装，不联网。
param(
    [int]$Port = 8501,
    [string]$Address = "127.0.0.1"
)
$ErrorActionPreference = "Stop"
[Console]::OutputEncoding = [System.Text.Encoding]::UTF8
$env:PYTHONUTF8 = "1"

$root = Split-Path -Parent (Split-Path -Parent $PSScriptRoot)
$environment = Join-Path $root ".venv"
$program = Join-Path $environment "Scripts\summarizer.exe"
$python = Join-Path $environment "Scripts\python.exe"
$wheelhouse = Join-Path $root "wheelhouse"
$constraints = Join-Path $root "constraints.txt"

if (-not (Test-Path $program)) {
    Write-Host "第一次启动，正在安装，需要几分钟……"
    if (-not (Test-Path $python)) {
        $launcher = Get-Command py, python -ErrorAction SilentlyContinue | Select-Object -First 1
        if (-not $launcher) {
            Write-Host "没有找到 Python。请先安装 Python 3.11 或更新的版本（安装时勾选 Add to PATH），再运行一次。"
            exit 2
        }
        & $launcher.Source -m venv $environment
        if ($LASTEXITCODE -ne 0) { Write-Host "没有建成环境，请检查这个文件夹是否可以写入。"; exit 2 }
    }
    if (Test-Path $wheelhouse) {
        & $python -m pip install --no-index --find-links $wheelhouse -c $constraints summarizer
    } else {
        & $python -m pip install -c $constraints $root
    }
    if ($LASTEXITCODE -ne 0) { Write-Host "安装没有完成，请检查网络后再运行一次。"; exit 2 }
}

Set-Location $root
& $program serve --host $Address --port $Port
exit $LASTEXITCODE
