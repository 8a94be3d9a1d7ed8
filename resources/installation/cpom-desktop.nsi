; CPOM Desktop, installateur Windows : JAMAIS EXÉCUTÉ / NEVER RUN.
; Compiled with makensis on Linux, and no more: no Windows was at hand. Try it before you hand it out.
;
;   makensis /DVERSION=0.1.0 /DPROGRAM=..\..\dist\cpom /DOUT=..\..\dist\CPOM-Desktop.exe cpom-desktop.nsi
;
; For one user, without an administrator: everything is under her own profile and HKCU.
; Her dossiers (.cpom) and her settings (%LOCALAPPDATA%\CPOM Desktop) are never touched.

Unicode true
ManifestDPIAware true
RequestExecutionLevel user
SetCompressor /SOLID lzma

!include "MUI2.nsh"
!include "FileFunc.nsh"
!include "LogicLib.nsh"

!define NAME "CPOM Desktop"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\CPOM Desktop"
!define CLASSES "Software\Classes"
!define TYPE "CPOMDesktop.Dossier"
!define SHCNE_ASSOCCHANGED 0x08000000

Name "${NAME}"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\${NAME}"
InstallDirRegKey HKCU "${UNINSTALL}" "InstallLocation"
BrandingText "${NAME} ${VERSION}"

!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\cpom.exe"
!define MUI_FINISHPAGE_RUN_TEXT "Ouvrir CPOM Desktop"
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "French"

; A program that is running holds its own file: it cannot be renamed.
!macro REFUSE_WHILE_OPEN
  ${If} ${FileExists} "$INSTDIR\cpom.exe"
    ClearErrors
    FileOpen $0 "$INSTDIR\cpom.exe" a
    ${If} ${Errors}
      MessageBox MB_OK|MB_ICONINFORMATION "CPOM Desktop est ouvert. Fermez-le, puis recommencez : rien n'a été modifié." /SD IDOK
      Abort
    ${EndIf}
    FileClose $0
  ${EndIf}
!macroend

Section "Install"
  !insertmacro REFUSE_WHILE_OPEN
  ; The former version goes first, so that no file of it is left among the new ones.
  RMDir /r "$INSTDIR\_internal"
  RMDir /r "$INSTDIR\licences"
  SetOutPath "$INSTDIR"
  File /r "${PROGRAM}/*"
  WriteUninstaller "$INSTDIR\Désinstaller.exe"

  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\cpom.exe"

  WriteRegStr HKCU "${CLASSES}\.cpom" "" "${TYPE}"
  WriteRegStr HKCU "${CLASSES}\${TYPE}" "" "Dossier CPOM"
  WriteRegStr HKCU "${CLASSES}\${TYPE}\DefaultIcon" "" "$INSTDIR\cpom.exe,0"
  WriteRegStr HKCU "${CLASSES}\${TYPE}\shell\open\command" "" '"$INSTDIR\cpom.exe" open "%1"'
  System::Call 'shell32::SHChangeNotify(i ${SHCNE_ASSOCCHANGED}, i 0, p 0, p 0)'

  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\cpom.exe"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\Désinstaller.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\Désinstaller.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" $0
SectionEnd

Section "Uninstall"
  !insertmacro REFUSE_WHILE_OPEN
  ; Only what was installed, by name: a dossier that she keeps in this folder stays in it.
  RMDir /r "$INSTDIR\_internal"
  RMDir /r "$INSTDIR\licences"
  Delete "$INSTDIR\cpom.exe"
  Delete "$INSTDIR\Désinstaller.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${NAME}.lnk"
  DeleteRegKey HKCU "${CLASSES}\${TYPE}"
  ReadRegStr $0 HKCU "${CLASSES}\.cpom" ""
  ${If} $0 == "${TYPE}"
    DeleteRegKey HKCU "${CLASSES}\.cpom"
  ${EndIf}
  DeleteRegKey HKCU "${UNINSTALL}"
  System::Call 'shell32::SHChangeNotify(i ${SHCNE_ASSOCCHANGED}, i 0, p 0, p 0)'
  MessageBox MB_OK|MB_ICONINFORMATION "CPOM Desktop est désinstallé. Vos dossiers et leurs sauvegardes restent où ils sont ; les sauvegardes et vos réglages sont dans $LOCALAPPDATA\CPOM Desktop." /SD IDOK
SectionEnd
