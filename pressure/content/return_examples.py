"""How a program sends a return: printed on the page of tokens and in docs/returns-by-token.md, and run by a test."""

HERE = "https://care-pressure.example"

CURL = f"""\
curl -sS --fail-with-body -H "Authorization: Bearer $CARE_PRESSURE_TOKEN" -F file=@return.csv "{HERE}/returns?dry_run=1"
curl -sS --fail-with-body -H "Authorization: Bearer $CARE_PRESSURE_TOKEN" -F file=@return.csv "{HERE}/returns?dry_run=0"
"""

PYTHON = f"""\
import json, os, sys, urllib.error, urllib.request
from pathlib import Path

request = urllib.request.Request(
    "{HERE}/returns?dry_run=1",
    data=Path("return.csv").read_bytes(),
    headers={{"Authorization": "Bearer " + os.environ["CARE_PRESSURE_TOKEN"], "Content-Type": "text/csv"}},
)
try:
    with urllib.request.urlopen(request, timeout=120) as answer:
        account = json.load(answer)
except urllib.error.HTTPError as refused:
    sys.exit(refused.read().decode())
print("accepted", account["accepted"], "held", account["held"], "not accepted", account["rejected"])
"""

POWERSHELL = f"""\
$uri = "{HERE}/returns?dry_run=1"
$headers = @{{ Authorization = "Bearer $env:CARE_PRESSURE_TOKEN" }}
Invoke-RestMethod -Method Post -Uri $uri -Headers $headers -InFile return.csv -ContentType "text/csv"
"""

POWER_AUTOMATE = f"""\
{{
  "type": "Http",
  "inputs": {{
    "method": "POST",
    "uri": "{HERE}/returns?dry_run=1",
    "headers": {{"Authorization": "Bearer @{{variables('token')}}", "Content-Type": "text/csv"}},
    "body": "@body('Get_file_content')"
  }}
}}
"""

EXAMPLES = (
    ("curl", "sh", CURL),
    ("PowerShell", "powershell", POWERSHELL),
    ("Power Automate", "json", POWER_AUTOMATE),
    ("Python", "python", PYTHON),
)
"""Title, language, text."""
