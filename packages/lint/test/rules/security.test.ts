/** More cases of the rules about secrets, open lines and trust. */

import { describe } from "vitest";
import { casesOf } from "./cases.ts";

describe("DEF901", () =>
  casesOf("DEF901", [
    "Bootstrap: docker\nFrom: a:1\n# «ASIAIOSFODNN7EXAMPLE»\n",
    "echo AKIA1234 AKIAIOSFODNN7EXAMPLEMORE xAKIAIOSFODNN7EXAMPLE",
    "cat <<X\n-----BEGIN PUBLIC KEY-----\nX",
    "cat <<X\n«-----BEGIN OPENSSH PRIVATE KEY-----»\nX",
  ]));

describe("DEF902", () =>
  casesOf("DEF902", [
    "echo «{{ github_token }}» {{ github_token }} «{{ API_KEY }}»",
    "echo {{ KEY }} {{ TOKENS }} {{ PASSWORD_FILE }} {{ PATH }}",
    "true # {{ TOKEN }}",
  ]));

describe("DEF903", () =>
  casesOf("DEF903", [
    "«curl -s x | bash -»",
    "«wget -O- x | sudo bash -x -s -- -y»",
    "«curl x | sed s/a/b/ | sh»",
    "«bash <(curl -s x)»",
    '«eval "$(curl -s x)"»',
    "curl x | python3 -c 'import json'",
    "curl x | python3 tool.py",
    "curl x | bash tool.sh",
    "curl x | tar xz",
    "echo x | sh",
    'sh -c "echo $(date)"',
  ]));

describe("DEF905", () =>
  casesOf("DEF905", [
    'wget "«http://»x.org/a"',
    "git clone --depth 1 «http://»x.org/a",
    "pip install «http://»x.org/a.whl --index-url=«http://»x.org/s",
    "pip install git+«http://»x.org/a",
    "git remote add o http://x.org/a; echo http://x.org",
    "curl --proxy http://x.org:1 https://y.org; curl http://127.0.0.1/ http://$HOST/",
    "curl -e http://x.org https://y.org",
  ]));

describe("DEF906", () =>
  casesOf("DEF906", [
    "curl «-fkL» https://x",
    "curl -o k https://x; curl -K k https://x",
    "wget -q «--no-check-certificate» $X",
    "wget --no-check-certificate http://x; wget --no-check-certificate ftp://x",
    "git config --global «http.sslVerify false»",
    "git -c «http.sslVerify=false» clone https://x",
    "git config --global http.sslVerify true",
    "npm config set «strict-ssl false»",
    "conda config --set «ssl_verify no»",
    "pip install «--trusted-host» pypi.org x",
    "pip install --trusted-host=localhost x",
  ]));

describe("DEF907", () =>
  casesOf("DEF907", [
    "apt-get «--force-yes» install x; apt-get remove --force-yes x",
    "yum localinstall «--nogpgcheck» https://x.org/a.rpm",
    "yum localinstall --nogpgcheck ./a.rpm",
    "zypper «--no-gpg-checks» in x; apk add «--allow-untrusted» x",
  ]));

describe("DEF908", () =>
  casesOf("DEF908", [
    "wget ftp://«a:b1c2»@x.org/y",
    "git clone https://a@x.org https://a:$B@x.org https://a:{{B}}@x.org https://x.org:80/a@b",
    "# https://user:password@x.org https://a:<token>@x.org",
  ]));

describe("DEF909", () =>
  casesOf("DEF909", [
    "«passwd» root < x; passwd -l root",
    "echo a:b | «/usr/sbin/chpasswd»; echo a:b | chpasswd -e",
    "useradd -p '' x; useradd «-mp» pw y; usermod «--password=pw» y",
  ]));

describe("DEF911", () =>
  casesOf("DEF911", ["«ssh-keygen» -A", "ssh-keygen -R x; ssh-keygen -y -f k > k.pub", "ssh-keygen -lf k"]));
