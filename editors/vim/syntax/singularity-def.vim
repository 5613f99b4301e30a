" Generated from grammar/src/vocabulary/ by `npm run gen`; edit that, not this.
" Colors of Singularity and Apptainer definition files; scripts are colored as shell.
if exists('b:current_syntax')
  finish
endif

syntax include @singularityDefShell syntax/sh.vim
unlet! b:current_syntax
syntax case match
syntax spell default

" Headers
syntax region singularityDefHeader keepend matchgroup=singularityDefUnknownKey start=/\c^\s*[^%#:[:space:]][^:#]\{-}\ze\s*:/ skip=/\\$/ end=/$/ contains=singularityDefRemark,singularityDefPlaceholder,singularityDefValue
syntax region singularityDefHeader keepend matchgroup=singularityDefKey start=/\c^\s*\%(Bootstrap\|From\|Stage\|Registry\|Namespace\|Library\|Fingerprints\|IncludeCmd\|MirrorURL\|OSVersion\|Include\|UpdateURL\|SetOpt\|ConfURL\|Product\|User\|RegCode\|ProductPGP\|RegisterURL\|Modules\|OtherURL\d\+\|Target\|Frontend\|Filename\|BuildArgs\|MetaLink\|UpdateMetaLink\|GPG\|Arch\|Exclude\|Import\|Username\|Password\|Token\)\ze\s*:/ skip=/\\$/ end=/$/ contains=singularityDefRemark,singularityDefPlaceholder,singularityDefValue
syntax region singularityDefHeader keepend matchgroup=singularityDefKey start=/\c^\s*bootstrap\ze\s*:/ skip=/\\$/ end=/$/ contains=singularityDefRemark,singularityDefPlaceholder,singularityDefAgent,singularityDefValue
syntax match singularityDefValue /[^[:space:]:#{\\]\%([^[:space:]#{\\]\|\\$\@!\)*/ contained
syntax match singularityDefAgent /\%(docker\|library\|oras\|shub\|localimage\|docker-daemon\|docker-archive\|oci\|oci-archive\|debootstrap\|yum\|dnf\|zypper\|arch\|busybox\|scratch\|buildkit\|dockerfile\|self\)\ze\s*\%(#\|$\)/ contained
syntax match singularityDefRemark /#.*$/ contained contains=@Spell
syntax match singularityDefComment /^\s*#.*$/ contains=@Spell

" Sections
syntax match singularityDefUnknownSection /^\s*%.*$/
syntax match singularityDefSectionLine /\c^%\+\%(arguments\)\%( .*\)\=$/ contains=singularityDefSection,singularityDefPlaceholder nextgroup=singularityDefArguments skipnl
syntax match singularityDefSectionLine /\c^%\+\%(pre\|setup\|post\|environment\|runscript\|startscript\|test\)\%( .*\)\=$/ contains=singularityDefSection,singularityDefPlaceholder nextgroup=singularityDefScript skipnl
syntax match singularityDefSectionLine /\c^%\+\%(files\)\%( .*\)\=$/ contains=singularityDefSection,singularityDefPlaceholder nextgroup=singularityDefFiles skipnl
syntax match singularityDefSectionLine /\c^%\+\%(labels\)\%( .*\)\=$/ contains=singularityDefSection,singularityDefPlaceholder nextgroup=singularityDefLabels skipnl
syntax match singularityDefSectionLine /\c^%\+\%(help\)\%( .*\)\=$/ contains=singularityDefSection,singularityDefPlaceholder nextgroup=singularityDefText skipnl
syntax match singularityDefSectionLine /\C^%\+\%(appinstall\|appenv\|apprun\|appstart\|apptest\)\%( .*\)\=$/ contains=singularityDefSection,singularityDefPlaceholder nextgroup=singularityDefScript skipnl
syntax match singularityDefSectionLine /\C^%\+\%(appfiles\)\%( .*\)\=$/ contains=singularityDefSection,singularityDefPlaceholder nextgroup=singularityDefFiles skipnl
syntax match singularityDefSectionLine /\C^%\+\%(applabels\)\%( .*\)\=$/ contains=singularityDefSection,singularityDefPlaceholder nextgroup=singularityDefLabels skipnl
syntax match singularityDefSectionLine /\C^%\+\%(apphelp\)\%( .*\)\=$/ contains=singularityDefSection,singularityDefPlaceholder nextgroup=singularityDefText skipnl
syntax match singularityDefSection /^%\+\a\+/ contained
syntax region singularityDefArguments contained keepend start=/^\%(\%(\s*%\|\cbootstrap:\)\)\@!/ end=/^\%(\s*%\|\cbootstrap:\)/me=s-1 contains=singularityDefComment,singularityDefArgument
syntax region singularityDefScript contained keepend start=/^\%(\%(\s*%\|\cbootstrap:\)\)\@!/ end=/^\%(\s*%\|\cbootstrap:\)/me=s-1 contains=@singularityDefShell,singularityDefPlaceholder
syntax region singularityDefFiles contained keepend start=/^\%(\%(\s*%\|\cbootstrap:\)\)\@!/ end=/^\%(\s*%\|\cbootstrap:\)/me=s-1 contains=singularityDefComment,singularityDefPlaceholder,singularityDefPath
syntax region singularityDefLabels contained keepend start=/^\%(\%(\s*%\|\cbootstrap:\)\)\@!/ end=/^\%(\s*%\|\cbootstrap:\)/me=s-1 contains=singularityDefComment,singularityDefLabel
syntax region singularityDefText contained keepend start=/^\%(\%(\s*%\|\cbootstrap:\)\)\@!/ end=/^\%(\s*%\|\cbootstrap:\)/me=s-1 contains=singularityDefPlaceholder
syntax match singularityDefPath /"[^"]*"\|[^[:space:]"{]\+\|{/ contained
syntax match singularityDefLabel /^\s*\zs[^[:space:]#]\S*/ contained nextgroup=singularityDefPair skipwhite
syntax match singularityDefArgument /^\s*\zs[^[:space:]#=][^=]*=\@=/ contained nextgroup=singularityDefEquals
syntax match singularityDefEquals /=/ contained nextgroup=singularityDefPair
syntax match singularityDefPair /\S.*$/ contained contains=singularityDefPlaceholder
syntax match singularityDefPlaceholder /{{\s*\w\+\s*}}/ containedin=@singularityDefShell contained

" Few recipes are long, and none tells in its middle which section it is in
syntax sync fromstart

highlight default link singularityDefComment Comment
highlight default link singularityDefRemark Comment
highlight default link singularityDefKey Keyword
highlight default link singularityDefUnknownKey Identifier
highlight default link singularityDefAgent Constant
highlight default link singularityDefValue String
highlight default link singularityDefSection Statement
highlight default link singularityDefSectionLine Type
highlight default link singularityDefUnknownSection Error
highlight default link singularityDefPlaceholder PreProc
highlight default link singularityDefText String
highlight default link singularityDefPair String
highlight default link singularityDefPath String
highlight default link singularityDefLabel Identifier
highlight default link singularityDefArgument Identifier

let b:current_syntax = 'singularity-def'
