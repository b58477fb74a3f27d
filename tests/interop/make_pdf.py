"""make_pdf.py OUT.pdf: a paper of two pages, for quotes that have a page and a place on it. Graphviz sets each page."""

import subprocess
import sys
import tempfile

PAGES = [
    ["港澳合作會議第四次會議摘要",
     "港澳合作會議第四次會議二○二五年七月三日在澳門舉行，由政務司司長陳國基和澳門特別行政區經濟財政司司長戴建業共同主持。",
     "出席會議的港方代表團成員包括文化體育及旅遊局局長羅淑佩和環境及生態局局長謝展寰。澳方出席者有澳門旅遊局局長文綺華。",
     "會議上，雙方同意在旅遊、環境保護、金融服務等方面推進合作。"],
    ["會後，香港特區政府和澳門特區政府簽署了三份合作文件，包括：《港澳旅遊推廣合作協議》；《港澳環境監測合作備忘錄》；"
     "及《港澳再保險監管合作安排》。",
     "陳國基和戴建業見證了簽署儀式。"],
]
COLUMNS = 24


def page(paragraphs):
    lines = [line for text in paragraphs for line in [text[i:i + COLUMNS] for i in range(0, len(text), COLUMNS)] + [""]]
    label = "".join(line + "\\l" for line in lines)
    return f'graph {{ margin="0.8" node [shape=plain fontname="Noto Sans CJK TC" fontsize=12] page [label="{label}"] }}'


with tempfile.TemporaryDirectory() as folder:
    names = [f"{folder}/{number}.pdf" for number in range(len(PAGES))]
    for name, paragraphs in zip(names, PAGES):
        subprocess.run(["dot", "-Tpdf", "-o", name], input=page(paragraphs), text=True, check=True)
    subprocess.run(["pdfunite", *names, sys.argv[1]], check=True)
