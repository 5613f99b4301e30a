" Which files are Singularity and Apptainer definition files. Much else is called .def: it counts if it is empty or names a bootstrap agent.
autocmd BufNewFile,BufRead Singularity,Singularity.*,Apptainer,Apptainer.* set filetype=singularity-def
autocmd BufNewFile,BufRead *.def
  \ if wordcount().chars == 0 || search('\c^\s*bootstrap\s*:', 'nw') | set filetype=singularity-def | endif
