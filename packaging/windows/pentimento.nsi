; Makes the installer for Windows: for one person or for everybody, in place over an older one, gone without a trace.
; makensis -DVERSION=0.1.0 -DPAYLOAD=<folder> -DICON=<.ico> -DOUT=<setup.exe> pentimento.nsi

Unicode true
ManifestDPIAware true
ManifestLongPathAware true
SetCompressor /SOLID /FINAL lzma
SetCompressorDictSize 64
Name "Pentimento"
OutFile "${OUT}"
BrandingText "Pentimento ${VERSION}"

!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Pentimento"
!define MULTIUSER_EXECUTIONLEVEL Highest
!define MULTIUSER_MUI
!define MULTIUSER_INSTALLMODE_COMMANDLINE
!define MULTIUSER_USE_PROGRAMFILES64
!define MULTIUSER_INSTALLMODE_INSTDIR "Pentimento"
!define MULTIUSER_INSTALLMODE_DEFAULT_CURRENTUSER
!define MULTIUSER_INSTALLMODE_INSTDIR_REGISTRY_KEY "${KEY}"
!define MULTIUSER_INSTALLMODE_INSTDIR_REGISTRY_VALUENAME "InstallLocation"
!define MULTIUSER_INSTALLMODE_DEFAULT_REGISTRY_KEY "${KEY}"
!define MULTIUSER_INSTALLMODE_DEFAULT_REGISTRY_VALUENAME "InstallLocation"
!include MultiUser.nsh
!include MUI2.nsh
!include FileFunc.nsh
!include x64.nsh

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\Pentimento.exe"
!insertmacro MULTIUSER_PAGE_INSTALLMODE
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "German"

VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=${LANG_ENGLISH} "ProductName" "Pentimento"
VIAddVersionKey /LANG=${LANG_ENGLISH} "FileDescription" "Pentimento Setup"
VIAddVersionKey /LANG=${LANG_ENGLISH} "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=${LANG_ENGLISH} "LegalCopyright" "Apache License 2.0"

; The program's own files, wherever they lie: never the folder as a whole, for somebody may have chosen one of his own.
!macro RemoveProgram
  Delete "$INSTDIR\Pentimento.exe"
  Delete "$INSTDIR\pentimento-console.exe"
  Delete "$INSTDIR\pentimento.cmd"
  RMDir /r "\\?\$INSTDIR\_internal"
!macroend

!macro Associate EXTENSION
  WriteRegStr SHCTX "Software\Classes\${EXTENSION}\OpenWithProgids" "Pentimento.Picture" ""
!macroend
!macro Dissociate EXTENSION
  DeleteRegValue SHCTX "Software\Classes\${EXTENSION}\OpenWithProgids" "Pentimento.Picture"
!macroend

Function .onInit
  ${IfNot} ${RunningX64}
    MessageBox MB_ICONSTOP "Pentimento needs a 64-bit Windows."
    Abort
  ${EndIf}
  !insertmacro MULTIUSER_INIT
FunctionEnd

Function un.onInit
  !insertmacro MULTIUSER_UNINIT
FunctionEnd

Section "Pentimento"
  SetOutPath "$INSTDIR"
  IfFileExists "$INSTDIR\_internal\inventory.json" 0 fresh
    ClearErrors
    Delete "$INSTDIR\Pentimento.exe"
    IfErrors 0 closed
      MessageBox MB_ICONSTOP "Pentimento is running. Close it and install again." /SD IDOK
      Abort
    closed:
    !insertmacro RemoveProgram
  fresh:
  File /r "${PAYLOAD}/*"
  FileOpen $0 "$INSTDIR\pentimento.cmd" w
  FileWrite $0 '@"%~dp0pentimento-console.exe" %*$\r$\n'
  FileClose $0
  WriteUninstaller "$INSTDIR\uninstall.exe"

  CreateDirectory "$SMPROGRAMS"
  CreateShortcut "$SMPROGRAMS\Pentimento.lnk" "$INSTDIR\Pentimento.exe"

  WriteRegStr SHCTX "Software\Classes\Pentimento.Document" "" "OpenRaster picture"
  WriteRegStr SHCTX "Software\Classes\Pentimento.Document\DefaultIcon" "" "$INSTDIR\Pentimento.exe,0"
  WriteRegStr SHCTX "Software\Classes\Pentimento.Document\shell\open\command" "" '"$INSTDIR\Pentimento.exe" "%1"'
  WriteRegStr SHCTX "Software\Classes\Pentimento.Picture" "" "Picture"
  WriteRegStr SHCTX "Software\Classes\Pentimento.Picture\shell\open\command" "" '"$INSTDIR\Pentimento.exe" "%1"'
  WriteRegStr SHCTX "Software\Classes\.ora" "" "Pentimento.Document"
  !insertmacro Associate ".png"
  !insertmacro Associate ".jpg"
  !insertmacro Associate ".jpeg"
  !insertmacro Associate ".webp"
  !insertmacro Associate ".tif"
  !insertmacro Associate ".tiff"
  !insertmacro Associate ".avif"

  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  IntFmt $0 "0x%08X" $0
  WriteRegStr SHCTX "${KEY}" "DisplayName" "Pentimento"
  WriteRegStr SHCTX "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${KEY}" "DisplayIcon" "$INSTDIR\Pentimento.exe"
  WriteRegStr SHCTX "${KEY}" "Publisher" "The Pentimento project"
  WriteRegStr SHCTX "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe" /$MultiUser.InstallMode'
  WriteRegStr SHCTX "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /$MultiUser.InstallMode /S'
  WriteRegDWORD SHCTX "${KEY}" "EstimatedSize" "$0"
  WriteRegDWORD SHCTX "${KEY}" "NoModify" 1
  WriteRegDWORD SHCTX "${KEY}" "NoRepair" 1
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd

Section "Uninstall"
  !insertmacro RemoveProgram
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\Pentimento.lnk"
  ReadRegStr $0 SHCTX "Software\Classes\.ora" ""
  StrCmp $0 "Pentimento.Document" 0 others
    DeleteRegValue SHCTX "Software\Classes\.ora" ""
    DeleteRegKey /ifempty SHCTX "Software\Classes\.ora"
  others:
  DeleteRegKey SHCTX "Software\Classes\Pentimento.Document"
  DeleteRegKey SHCTX "Software\Classes\Pentimento.Picture"
  !insertmacro Dissociate ".png"
  !insertmacro Dissociate ".jpg"
  !insertmacro Dissociate ".jpeg"
  !insertmacro Dissociate ".webp"
  !insertmacro Dissociate ".tif"
  !insertmacro Dissociate ".tiff"
  !insertmacro Dissociate ".avif"
  DeleteRegKey SHCTX "${KEY}"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd
