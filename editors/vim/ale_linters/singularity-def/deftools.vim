" What ALE starts for definition files: it looks here by itself.
call ale#linter#Define('singularity-def', {
  \ 'name': 'deftools',
  \ 'lsp': 'stdio',
  \ 'executable': 'def-language-server',
  \ 'command': '%e --stdio',
  \ 'language': 'singularity-def',
  \ 'project_root': {buffer -> expand('#' . buffer . ':p:h')},
  \ })
