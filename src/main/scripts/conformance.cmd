@echo off
rem Starts the command line. Needs Java from 17 on, named by JAVA_HOME or found on the PATH, and the files beside it.
setlocal EnableExtensions DisableDelayedExpansion
rem The dot keeps the last backslash from escaping a quote.
set "home=%~dp0."
if exist "%home%\lib\" goto java
>&2 echo conformance: no folder lib beside '%~f0'; keep its files together
exit /b 4

:java
set "java="
if not defined JAVA_HOME goto path
set "java=%JAVA_HOME:"=%\bin\java.exe"
if exist "%java%" goto version
>&2 echo conformance: JAVA_HOME is '%JAVA_HOME:"=%', which has no bin\java.exe; let it name a Java from 17 on, or unset it
exit /b 4

:path
for %%j in (java.exe) do set "java=%%~$PATH:j"
if defined java goto version
>&2 echo conformance: no Java found; install one from 17 on, or let JAVA_HOME name it
exit /b 4

:version
rem The release file beside Java says what a start of Java would say, in no time.
set "version="
for %%r in ("%java%\..\..\release") do set "release=%%~fr"
if exist "%release%" for /f "usebackq tokens=1,2 delims==" %%a in ("%release%") do if "%%a"=="JAVA_VERSION" set "version=%%~b"
if not defined version for /f "tokens=2" %%v in ('call "%java%" --version 2^>nul') do if not defined version set "version=%%v"
if not defined version set "version=8 or older"
for /f "tokens=1 delims=.-+_ " %%m in ("%version%") do set "major=%%m"
if %major% geq 17 goto start
>&2 echo conformance: '%java%' is Java %version%; install one from 17 on, or let JAVA_HOME name it
exit /b 4

:start
rem Picocli starts Groovy where it sees it, for features that nobody uses here; from the boot class path it does not.
for %%j in ("%home%\lib\picocli-*.jar") do set "boot=%%~fj"
rem No class-data archive as in the script for other systems: where one cannot be written, Java ends with another exit code than the run's.
"%java%" "-Xbootclasspath/a:%boot%" -XX:TieredStopAtLevel=1 -XX:-UseDynamicNumberOfCompilerThreads -XX:+UseSerialGC -Xmx512m -Dsun.net.httpserver.nodelay=true "-Dimagecopy.home=%home%" ^
  -Xshare:auto -Xlog:disable -Xlog:all=error:stderr -cp "%home%\lib\*" org.imagecopy.conformance.cli.Main %*
exit /b %ERRORLEVEL%
