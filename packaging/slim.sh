#!/bin/sh
# slim.sh VENV: take out of an environment what Ledebot never reads: languages that it does not speak, tests of packages,
# setuptools after it has built, and the colours for source code that rich would show. The languages are those of bot/core/i18n.py, with what Babel merges them from.
set -eu
cd "$1"/lib/python3*/site-packages
find babel/locale-data -name '*.dat' \
    ! -name root.dat ! -name en.dat ! -name en_001.dat ! -name 'zh.dat' ! -name 'zh_Hans*.dat' ! -name 'zh_Hant*.dat' -delete
find . -type d \( -name tests -o -name test \) -path '*/*/*' -prune -exec rm -rf {} +
rm -rf pygments pygments-*.dist-info
rm -rf setuptools pkg_resources _distutils_hack distutils-precedence.pth setuptools-*.dist-info
find . -type d -name __pycache__ -prune -exec rm -rf {} +
