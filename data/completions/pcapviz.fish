# SPDX-License-Identifier: GPL-3.0-or-later
# Completion of pcapviz for fish.

complete -c pcapviz -s h -l help -d 'Show help options'
complete -c pcapviz -l version -d 'Print the version and exit'
complete -c pcapviz -l report -d 'Print figures as JSON'
complete -c pcapviz -l export -r -F -d 'Write charts into a folder or a file'
complete -c pcapviz -l save -r -F -d 'Write packets as pcapng'
complete -c pcapviz -l bin -x -a '1ms 10ms 100ms 1s 10s 1min 10min 1h 1d' -d 'Bin size'
complete -c pcapviz -l from -x -d 'Leave out packets before a time'
complete -c pcapviz -l to -x -d 'Leave out packets at and after a time'
complete -c pcapviz -l filter -x -d 'Count only packets that pass a filter'
complete -c pcapviz -l format -x -a 'png svg pdf csv json' -d 'Format of exported charts'
complete -c pcapviz -l chart -x -a 'top-sources top-destinations top-ips dns-lookups mdns-lookups llmnr-lookups traffic all' -d 'Which chart to export'
complete -c pcapviz -l size -x -d 'Size of exported charts in pixels'
complete -c pcapviz -l scale -x -a '1 2 3 4 8' -d 'Device pixels for each pixel'
complete -c pcapviz -l background -x -a 'light dark transparent' -d 'Background of exported charts'
complete -c pcapviz -l top -x -a '10 25 50 100 0' -d 'Number of bars in exported charts'
